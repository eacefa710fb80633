import type { Link } from "../graph.ts";
import { plain } from "./output.ts";
import { ProgramError } from "./program-error.ts";
import type { Definition, Inclusion } from "./recording.ts";
import { recording } from "./recording.ts";

/** What all of SST's components have in common: a unique name, defaults through `$transform`, a link. */
export abstract class Component {
  /** As links name it: "sst.aws.Queue". */
  static readonly type: string;
  /** Arguments that are imitated, or that mean nothing off AWS. Any other is refused by name rather than ignored. */
  static readonly takes: readonly string[];
  readonly #id: string;
  readonly #type: string;

  constructor(id: string, args: object) {
    const { type, takes } = new.target;
    register(id, type, this);
    this.#id = id;
    this.#type = type;
    for (const transform of recording().transforms.get(new.target) ?? []) transform(args, {}, id);
    refuseUnknown(args, type, takes);
  }

  /** For the recorder: the program sees Outputs such as `name`, which differ from component to component. */
  static idOf(component: Component): string {
    return component.#id;
  }

  static typeOf(component: Component): string {
    return component.#type;
  }

  /** What a link to it holds; nothing for those that cannot be linked. */
  getSSTLink(): Definition | undefined {
    return undefined;
  }
}

function register(id: string, type: string, component: Component): void {
  const { components } = recording();
  const key = id.toLowerCase();
  if (key === "app") throw new ProgramError(`The name "${id}" is reserved: give the ${type} another.`);
  if (id.includes(" ")) throw new ProgramError(`The name "${id}" has a space in it: ${type} takes names without.`);
  if (components.has(key))
    throw new ProgramError(`The name "${id}" is not unique: another component has it (upper and lower case are the same).`);
  components.set(key, component);
}

export function refuseUnknown(args: object, what: string, takes: readonly string[]): void {
  const unknown = Object.keys(args).find((name) => !takes.includes(name) && Reflect.get(args, name) !== undefined);
  if (unknown) throw new ProgramError(`The offline stage does not know the argument "${unknown}" of ${what}.`);
}

/** A `transform` argument: changes what would have been given to the AWS resource. */
export type ResourceTransform<T> = Partial<T> | ((args: T, options: object, name: string) => void);

export function transformed<T extends object>(transform: ResourceTransform<T> | undefined, name: string, args: T): T {
  if (typeof transform === "function") transform(args, {}, name);
  else Object.assign(args, transform);
  return plain(args);
}

/** A link to a component (or to anything that says `getSSTLink`), with `Linkable.wrap` honored. */
export function linkOf(resource: unknown): { id: string; value: Link; include: Inclusion[] } | undefined {
  const wrapped = typeof resource === "object" && resource ? recording().wraps.get(resource.constructor) : undefined;
  if (!(resource instanceof Component)) {
    if (wrapped)
      throw new ProgramError("The offline stage links SST's components only: put what a raw AWS resource says into an sst.Linkable.");
    return undefined;
  }
  const definition = wrapped?.(resource) ?? resource.getSSTLink();
  if (!definition) return undefined;
  const { properties, include } = plain(definition);
  return { id: Component.idOf(resource), value: { ...properties, type: Component.typeOf(resource) }, include: include ?? [] };
}
