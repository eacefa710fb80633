import { Component, linkOf } from "../component.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { recording } from "../recording.ts";

/** `sst.Linkable`: links anything under a name. */
export class Linkable extends Component {
  static override readonly type = "sst.sst.Linkable";
  static override readonly takes = ["properties", "include"];
  readonly #definition: Definition;

  constructor(id: string, definition: Definition) {
    super(id, definition);
    if (!definition.properties) throw new ProgramError(`The link "${id}" has no properties.`);
    this.#definition = plain(definition);
  }

  /** Says anew what links to components of a class hold and grant, for those made before and after. */
  static wrap(wrapped: unknown, definition: (resource: unknown) => Definition): void {
    recording().wraps.set(wrapped, definition);
  }

  /** The environment in which `Resource` finds these links. */
  static env(resources: unknown[]) {
    const links = plain(resources).flatMap((resource) => linkOf(resource) ?? []);
    return output(Object.fromEntries(links.map(({ id, value }) => [`SST_RESOURCE_${id}`, JSON.stringify(value)])));
  }

  get name() {
    return output(Component.idOf(this));
  }

  get properties() {
    return this.#definition.properties;
  }

  override getSSTLink(): Definition {
    return this.#definition;
  }
}
