import { boundaryName, physicalName, policy } from "./stage";

/** What every function has unless it says otherwise. Imported before any function is declared. */
$transform(sst.aws.Function, (args) => {
  args.runtime ??= "nodejs24.x";
  // arm64 costs a fifth less than x86 for the same work.
  args.architecture ??= "arm64";
  args.memory ??= "512 MB";
  // Below the gateway's 30 s, so that the caller gets our answer and not the gateway's.
  args.timeout ??= "10 seconds";
  args.logging ??= { retention: policy().logRetention, format: "json" };
  args.nodejs ??= {
    // CommonJS: an ES module that imports node:http pays 30 ms at every cold start for getters it never uses.
    format: "cjs",
    minify: true,
    sourcemap: true,
    // 16 kB less to read at a start: nothing goes by the name of a function, and stacks have theirs from the source map.
    esbuild: { keepNames: false },
    plugins: "infra/bundle.mjs",
  };
});

// SST cuts a long name to 64 letters from its left, where app and stage stand, and deploy roles go by these: a queue's consumer has a
// short name, `souk-production-OrderConsumer`.
const consumerName = (name: string) => {
  const [, queue, part] = /^(\w+)QueueSubscriber[A-Z][a-z]{5}Function(Role)?$/.exec(name) ?? [];
  return queue ? physicalName(`${queue}Consumer${part ?? ""}`) : undefined;
};
$transform(sst.aws.Function, (args, _options, name) => {
  args.name ??= consumerName(name);
});

$transform(aws.iam.Role, (args, _options, name) => {
  args.name = consumerName(name) ?? args.name;
  // CI may make roles within this boundary alone, so that it cannot make one that is mightier than itself: see stacks/boundary.ts.
  if (policy().boundary)
    args.permissionsBoundary = $interpolate`arn:aws:iam::${aws.getCallerIdentityOutput().accountId}:policy/${boundaryName}`;
  // SST 4.17.1 tests an Output with `!` and so lets the whole account assume every function's role, which only `sst dev` needs.
  if (!$dev) args.assumeRolePolicy = $util.output(args.assumeRolePolicy).apply(trustingServices);
});

function trustingServices(policy: unknown): string {
  const document = typeof policy === "string" ? JSON.parse(policy) : policy;
  for (const { Principal } of document.Statement) if (Principal.Service) delete Principal.AWS;
  return JSON.stringify(document);
}
