import { Component } from "../component.ts";
import { output } from "../output.ts";
import type { Definition } from "../recording.ts";
import { physicalName, recording } from "../recording.ts";

/** `sst.aws.Bucket`: objects. Who may read them from outside, versions and lifetimes are AWS's matter. */
export class Bucket extends Component {
  static override readonly type = "sst.aws.Bucket";
  static override readonly takes = ["access", "cors", "enforceHttps", "lifecycle", "policy", "versioning", "transform"];
  readonly #name: string;

  constructor(id: string, args: object = {}) {
    super(id, args);
    this.#name = physicalName(id).toLowerCase();
    recording().graph.buckets.push({ id, name: this.#name });
  }

  get name() {
    return output(this.#name);
  }

  get arn() {
    return output(`arn:aws:s3:::${this.#name}`);
  }

  /** Where the stage serves its objects. */
  static urlOf(bucket: Bucket): string {
    return recording().base.bucket(bucket.#name);
  }

  get domain() {
    return output(`${this.#name}.s3.amazonaws.com`);
  }

  get nodes() {
    return { bucket: output({ bucket: this.#name, arn: `arn:aws:s3:::${this.#name}`, id: this.#name }) };
  }

  override getSSTLink(): Definition {
    const resource = `arn:aws:s3:::${this.#name}`;
    return {
      properties: { name: this.#name },
      include: [{ type: "aws.permission", actions: ["s3:*"], resources: [resource, `${resource}/*`] }],
    };
  }
}
