import { Component } from "../component.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { arn, physicalName, recording } from "../recording.ts";

/** `sst.aws.Email`: offline every mail lands in the stage's inbox; verification and DNS are AWS's matter. */
export class Email extends Component {
  static override readonly type = "sst.aws.Email";
  static override readonly takes = ["sender", "dmarc", "dns", "mailFrom", "transform"];
  readonly #sender: string;

  constructor(id: string, args: { sender: string }) {
    super(id, args);
    this.#sender = plain(args.sender);
    if (typeof this.#sender !== "string") throw new ProgramError(`The mail "${id}" has no sender.`);
    recording().graph.emails.push({ id, sender: this.#sender });
  }

  get sender() {
    return output(this.#sender);
  }

  get configSet() {
    return output(physicalName(Component.idOf(this)).toLowerCase());
  }

  get nodes() {
    const configurationSetName = this.configSet;
    return {
      identity: output({ arn: this.#identityArn, emailIdentity: this.#sender }),
      configurationSet: output({ configurationSetName, arn: arn("ses", `configuration-set/${String(plain(configurationSetName))}`) }),
    };
  }

  override getSSTLink(): Definition {
    return {
      properties: { sender: this.#sender, configSet: this.configSet },
      include: [{ type: "aws.permission", actions: ["ses:*"], resources: [this.#identityArn] }],
    };
  }

  get #identityArn(): string {
    return arn("ses", `identity/${this.#sender}`);
  }
}
