import { Component } from "../component.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { recording } from "../recording.ts";

/** `sst.Secret`: a value given to the stage, else the placeholder of the program. */
export class Secret extends Component {
  static override readonly type = "sst.sst.Secret";
  static override readonly takes = [];
  readonly #value: string;
  readonly #placeholder: string | undefined;

  constructor(id: string, placeholder?: string) {
    super(id, {});
    const { graph, secret } = recording();
    this.#placeholder = plain(placeholder);
    const given = secret(id, this.#placeholder);
    const value = given ?? this.#placeholder;
    if (value === undefined) throw new ProgramError(`The secret "${id}" has neither a value nor a placeholder.`);
    this.#value = value;
    graph.secrets.push({ id, given: given !== undefined });
  }

  get name() {
    return output(Component.idOf(this));
  }

  get value() {
    return output(this.#value);
  }

  get placeholder() {
    return this.#placeholder === undefined ? undefined : output(this.#placeholder);
  }

  override getSSTLink(): Definition {
    return { properties: { value: this.#value } };
  }
}
