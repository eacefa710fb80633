import { clockOf, el, empty, fold, table } from "./element.js";

export const costColumns = [
  { title: "DynamoDB", number: true },
  { title: "Read units", number: true },
  { title: "Write units", number: true },
  { title: "Log bytes", number: true },
  { title: "CPU ms", number: true },
];

export const costCells = (cost) => [cost.calls, cost.read, cost.write, cost.logBytes, cost.cpuMilliseconds];

const sentence = (cost) => `${cost.read} read, ${cost.write} write units, ${cost.logBytes} log bytes`;

export const costView = {
  count: (s) => s.costs.length,
  data: (s) => s.costs,
  draw: (s) =>
    s.costs.length === 0
      ? [empty("Nothing that carries a trace was counted yet. An order's reactions stand here with its request.")]
      : s.costs.map((trace) =>
          fold(
            `cost ${trace.trace}`,
            [
              el("span", { class: "soft" }, clockOf(trace.at)),
              el("code", {}, trace.trace.slice(0, 8)),
              el("span", { class: "grow" }, [...new Set(trace.calls.map((call) => call.functionId))].join(", ")),
              el("span", { class: "soft" }, sentence(trace.total)),
            ],
            () => [
              table(
                [{ title: "Function" }, { title: "By" }, ...costColumns],
                [
                  ...trace.calls.map((call) => [call.functionId, call.source, ...costCells(call.cost)]),
                  [el("strong", {}, "All"), "", ...costCells(trace.total)],
                ],
              ),
            ],
          ),
        ),
};
