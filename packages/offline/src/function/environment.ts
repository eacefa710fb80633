import type { FunctionNode, Graph } from "../graph.ts";

/** All that a function's code sees of the outside: Lambda's own variables, its environment, and its links alone. */
export function environmentOf(node: FunctionNode, graph: Graph, stage: Record<string, string>): Record<string, string> {
  const links = node.links.map((id) => [`SST_RESOURCE_${id}`, JSON.stringify(graph.links[id])]);
  return {
    AWS_REGION: graph.region,
    AWS_DEFAULT_REGION: graph.region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: node.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(node.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${node.name}`,
    // The stage's services take any credentials; the SDK refuses to go without.
    AWS_ACCESS_KEY_ID: "offline",
    AWS_SECRET_ACCESS_KEY: "offline",
    // No wait for a metadata service that is not there.
    AWS_EC2_METADATA_DISABLED: "true",
    _HANDLER: node.handler,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    ...stage,
    ...node.environment,
    SST_RESOURCE_App: JSON.stringify(graph.app),
    ...Object.fromEntries(links),
  };
}
