import { spawnSync } from "node:child_process";
import { at } from "../../json.ts";
import type { WorkflowRule } from "../rule.ts";
import { placeOf, stepsOf, type Workflow } from "../workflow.ts";

const scriptsOf = (workflow: Workflow) =>
  stepsOf(workflow).flatMap(({ job, step, index }) =>
    step.run === undefined ? [] : [{ place: placeOf(job, step, index), run: step.run, job, index }],
  );

const strictShell: WorkflowRule = {
  name: "shell-stops-at-a-failure",
  check: (workflow) =>
    // GitHub runs `shell: bash` with -e and pipefail, and a script without one with -e alone: `deploy | tee` would never fail.
    scriptsOf(workflow).length === 0 || at(workflow.body, "defaults.run.shell") === "bash"
      ? []
      : ["it must set defaults.run.shell to bash, so that a failure in a pipe counts"],
};

const noExpression: WorkflowRule = {
  name: "no-expression-in-a-script",
  check: (workflow) =>
    scriptsOf(workflow)
      .filter(({ run }) => run.includes("${{"))
      .map(({ place }) => `${place} has an expression in its script, where a title or a branch's name becomes code: give it by env`),
};

/** By script: a process for each costs 10 ms. */
const complaints = new Map<string, string>();

function complaintOf(script: string): string {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
  return status === 0 ? "" : stderr.trim();
}

const parses: WorkflowRule = {
  name: "script-parses",
  check: (workflow) =>
    scriptsOf(workflow).flatMap(({ place, run }) => {
      const complaint = complaints.get(run) ?? complaintOf(run);
      complaints.set(run, complaint);
      return complaint === "" ? [] : [`${place}: ${complaint}`];
    }),
};

const lockIsKept: WorkflowRule = {
  name: "lock-file-is-kept",
  check: (workflow) =>
    scriptsOf(workflow)
      .filter(({ run }) => /\bnpm (?:install|i|update|add)\b/.test(run))
      .map(({ place }) => `${place} may change the lock file: npm ci`),
};

const scriptsExist: WorkflowRule = {
  name: "npm-script-exists",
  check: (workflow, { scripts }) =>
    scriptsOf(workflow).flatMap(({ place, run }) =>
      [...run.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(test))/g)]
        .map(([, named, test]) => named ?? test ?? "")
        .filter((name) => !scripts.includes(name))
        .map((name) => `${place}: package.json has no script "${name}"`),
    ),
};

const variablesAreSet: WorkflowRule = {
  name: "script-variable-is-set",
  check: (workflow) =>
    stepsOf(workflow).flatMap(({ job, step, index }) => {
      if (step.run === undefined) return [];
      const given = [workflow.body["env"], job.body["env"], step.env].flatMap((env) => Object.keys((env ?? {}) as object));
      const read = [...step.run.matchAll(/\$\{?([A-Z][A-Z_]+)/g)].map(([, name = ""]) => name);
      return [...new Set(read)]
        .filter((name) => !given.includes(name) && !name.startsWith("GITHUB_"))
        .map((name) => `${placeOf(job, step, index)} reads $${name}, which nothing sets`);
    }),
};

/** The machine's own Node is older, and no folder of npm's tools is on its path: what is run by hand fails there and nowhere else. */
const byNpm: WorkflowRule = {
  name: "tool-is-run-by-npm",
  check: (workflow) =>
    scriptsOf(workflow)
      .filter(({ run }) =>
        /\bnode packages\/|node_modules\/\.bin\/|(?<!npx )\bsst (?:deploy|remove|diff|refresh|unlock|secret)\b/.test(run),
      )
      .map(({ place }) => `${place} runs a tool of this repository by itself: npm run, or npx`),
};

export const runRules = [strictShell, noExpression, parses, lockIsKept, scriptsExist, variablesAreSet, byNpm];
