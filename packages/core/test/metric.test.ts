import { expect, test } from "vitest";
import { countLine } from "../src/metric.ts";

test("counted events of a batch make one line that CloudWatch reads as metrics of the stage", () => {
  const line = countLine(["order.placed", "order.paid", "order.placed", "product.created"], "production", 1_700_000_000_000);
  expect(JSON.parse(line ?? "")).toEqual({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: "Souk",
          Dimensions: [["stage"]],
          Metrics: [
            { Name: "order.placed", Unit: "Count" },
            { Name: "order.paid", Unit: "Count" },
          ],
        },
      ],
    },
    stage: "production",
    "order.placed": 2,
    "order.paid": 1,
  });
});

test("a batch without a counted event writes nothing: log lines cost", () => {
  expect(countLine(["product.created", "payment.captured"], "production", 0)).toBeUndefined();
});
