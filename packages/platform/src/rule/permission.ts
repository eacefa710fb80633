import type { Graph } from "../graph.ts";
import { at, listAt, textsAt } from "../json.ts";
import { type Statement, statementsOf } from "../statement.ts";
import type { Complaint, Rule } from "./rule.ts";

/** Every role's and policy's own statements, by the name of the component that has it. */
function granted(graph: Graph): { subject: string; statements: Statement[] }[] {
  const roles = graph.all("aws:iam/role:Role").map((role) => ({
    subject: graph.nameOf(role),
    statements: listAt(role.inputs, "inlinePolicies").flatMap((policy) => statementsOf(at(policy, "policy"))),
  }));
  const policies = [...graph.all("aws:iam/rolePolicy:RolePolicy"), ...graph.all("aws:iam/policy:Policy")];
  return [...roles, ...policies.map((policy) => ({ subject: graph.nameOf(policy), statements: statementsOf(policy.inputs["policy"]) }))];
}

const allowing = (graph: Graph) =>
  granted(graph).flatMap(({ subject, statements }) =>
    statements.filter(({ effect }) => effect === "Allow").map((statement) => ({ subject, statement })),
  );

const noWildcardAction: Rule = {
  name: "no-wildcard-action",
  check: ({ graph }) =>
    allowing(graph).flatMap(({ subject, statement }) =>
      statement.actions
        .filter((action) => action.includes("*"))
        .map((action) => ({ subject, reason: `may do ${action}: name the actions it needs` })),
    ),
};

/** A star is good only behind a resource of the program: a table's indexes, one folder of a bucket. */
function isBounded(graph: Graph, resource: string): boolean {
  if (!resource.includes("*")) return true;
  const prefix = resource.slice(0, resource.indexOf("*"));
  const parts = prefix.split("/");
  return prefix.endsWith("/") && parts.some((_, index) => graph.find(parts.slice(0, index + 1).join("/")) !== undefined);
}

const noWildcardResource: Rule = {
  name: "no-wildcard-resource",
  check: ({ graph }) =>
    allowing(graph).flatMap(({ subject, statement }) =>
      statement.resources
        .filter((resource) => !isBounded(graph, resource))
        .map((resource) => ({ subject, reason: `may do ${statement.actions.join(", ")} on ${resource}: name the resource` })),
    ),
};

/** Writing its own log is all that a managed policy may bring. */
const basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

const noManagedPolicy: Rule = {
  name: "no-managed-policy",
  check: ({ graph }) =>
    graph
      .functions()
      .flatMap(({ name, managedPolicies }) =>
        managedPolicies
          .filter((arn) => arn !== basic)
          .map((arn) => ({ subject: name, reason: `has the managed policy ${arn}: grant what it needs by name` })),
      ),
};

const trustedByServices: Rule = {
  name: "role-trusts-a-service-only",
  check: ({ graph }) =>
    graph.all("aws:iam/role:Role").flatMap((role): Complaint[] => {
      const others = statementsOf(role.inputs["assumeRolePolicy"]).flatMap(({ principals }) =>
        Object.entries(principals).filter(([kind]) => kind !== "Service"),
      );
      return others.map(([kind, who]) => ({ subject: graph.nameOf(role), reason: `can be assumed by ${kind} ${who.join(", ")}` }));
    }),
};

/** Tables are reached key by key: a function without leading keys reads every domain's items. */
const tableByLeadingKey: Rule = {
  name: "table-grant-has-leading-keys",
  check: ({ graph }) => {
    const [table] = graph.all("Table").filter(({ name }) => name === "SoukTableTable");
    const arn = String(table?.outputs["arn"]);
    return allowing(graph)
      .filter(({ statement }) => statement.resources.includes(arn) && statement.actions.some((action) => action.startsWith("dynamodb:")))
      .filter(({ statement }) => !textsAt(statement.conditions, "ForAllValues:StringLike.dynamodb:LeadingKeys").some((key) => key !== "*"))
      .map(({ subject }) => ({ subject, reason: "reaches the table without leading keys: use `grant` of infra/table.ts" }));
  },
};

export const permissionRules = [noWildcardAction, noWildcardResource, noManagedPolicy, trustedByServices, tableByLeadingKey];
