import type { Evaluation, Request, Resource } from "../evaluation.ts";
import { isProps, type Props } from "../json.ts";
import { type Account, mockCall } from "../mock/call.ts";
import { mockResource } from "../mock/resource.ts";
import { plain } from "./plain.ts";

/** Loads a module of SST's platform: `createRequire` at its package.json. */
export type Load = (id: string) => unknown;

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): unknown;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDependenciesList(): string[];
}
interface RegisterResponse {
  getUrn(): string;
  getId(): string;
  getObject(): unknown;
}
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): unknown;
}
type Callback = (error: unknown, response: RegisterResponse) => void;
interface MockMonitor {
  registerResource(request: RegisterRequest, callback: Callback): Promise<void>;
  registerResourceOutputs(request: OutputsRequest, callback: unknown): void;
}
interface Mocks {
  setMocks(mocks: unknown, project: string, stack: string, preview: boolean, organization: string): void;
  MockMonitor: new (mocks: unknown) => MockMonitor;
}
interface Settings {
  setMockOptions(monitor: MockMonitor, project: string, stack: string, parallel: undefined, preview: boolean, organization: string): void;
}

/** Puts mocks in the place of Pulumi's engine, and writes every resource that is registered into `evaluation`. */
export function installMocks(load: Load, request: Request, evaluation: Evaluation): void {
  const account: Account = { region: request.region, accountId: request.accountId, partition: "aws" };
  const { setMocks, MockMonitor } = load("@pulumi/pulumi/runtime/mocks") as Mocks;
  const settings = load("@pulumi/pulumi/runtime/settings") as Settings;
  const { deserializeProperties } = load("@pulumi/pulumi/runtime/rpc") as { deserializeProperties(value: unknown): unknown };
  skipSerializing(load);
  const read = (value: unknown): Props => {
    const props = plain(deserializeProperties(value));
    return isProps(props) ? props : {};
  };
  const byUrn = new Map<string, Resource>();
  const mocks = {
    newResource: ({ type, name, inputs }: { type: string; name: string; inputs: unknown }) =>
      mockResource(account, type, name, plain(inputs) as Props),
    call: ({ token, inputs }: { token: string; inputs: unknown }) => mockCall(account, token, plain(inputs) as Props),
  };

  /** The plain mock never sees parent, protection, dependencies or a component's outputs. */
  class Recorder extends MockMonitor {
    override async registerResource(incoming: RegisterRequest, callback: Callback): Promise<void> {
      await super.registerResource(incoming, (error, response) => {
        if (!error) note(incoming, response);
        callback(error, response);
      });
    }

    override registerResourceOutputs(incoming: OutputsRequest, callback: unknown): void {
      const resource = byUrn.get(incoming.getUrn());
      if (resource) {
        const outputs = read(incoming.getOutputs());
        resource.outputs = { ...resource.outputs, ...outputs };
        if (resource.type === "sst:sst:LinkRef") noteLink(outputs);
      }
      super.registerResourceOutputs(incoming, callback);
    }
  }

  function note(incoming: RegisterRequest, response: RegisterResponse): void {
    const urn = response.getUrn();
    if (byUrn.has(urn)) evaluation.errors.push(`Two resources have the name ${incoming.getName()} (${incoming.getType()}).`);
    const resource: Resource = {
      urn,
      type: incoming.getType(),
      name: incoming.getName(),
      ...(incoming.getParent() ? { parent: incoming.getParent() } : {}),
      custom: incoming.getCustom(),
      id: response.getId(),
      inputs: withoutOwnEnvironment(incoming.getType(), read(incoming.getObject())),
      outputs: read(response.getObject()),
      ...(incoming.getProtect() ? { protect: true } : {}),
      ...(incoming.getRetainondelete() ? { retainOnDelete: true } : {}),
      dependsOn: incoming.getDependenciesList(),
    };
    byUrn.set(urn, resource);
    evaluation.resources.push(resource);
  }

  function noteLink({ target, properties, include }: Props): void {
    evaluation.links[String(target)] = {
      properties: isProps(properties) ? properties : {},
      include: Array.isArray(include) ? include : [],
    };
  }

  const { name } = evaluation.app as { name: string };
  setMocks(mocks, name, request.stage, false, "organization");
  settings.setMockOptions(new Recorder(mocks), name, request.stage, undefined, false, "organization");
}

/** Dynamic providers are sent to the engine as source text: needless here, and slow. */
function skipSerializing(load: Load): void {
  const closure = load("@pulumi/pulumi/runtime/closure/serializeClosure") as { serializeFunction: unknown };
  closure.serializeFunction = async () => ({ text: "", containsSecrets: false });
}

/** A site's build command inherits this process's variables: only what the program added counts. */
function withoutOwnEnvironment(type: string, inputs: Props): Props {
  const { environment } = inputs;
  if (type !== "command:local:Command" || !isProps(environment)) return inputs;
  const added = Object.entries(environment).filter(([key, value]) => process.env[key] !== value);
  return { ...inputs, environment: Object.fromEntries(added) };
}
