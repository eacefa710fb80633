/** Events whose number a minute stands on the dashboard. Each is a metric of its own, $0.30 a month while shoppers come. */
const counted = ["order.placed", "order.paid", "order.canceled", "payment.attempt_declined"];

/**
 * A log line that CloudWatch turns into metrics, without a call and so without waiting; nothing when no counted event is among them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countLine(eventTypes: string[], stage: string, timestamp: number): string | undefined {
  const counts = new Map<string, number>();
  for (const type of eventTypes) if (counted.includes(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  return embedded(Object.fromEntries(counts), stage, timestamp);
}

/** The same for levels that a job has measured: orders that are stuck, differences that a person must look at. */
export const gaugeLine = (gauges: Record<string, number>, stage: string, timestamp: number): string => embedded(gauges, stage, timestamp);

function embedded(values: Record<string, number>, stage: string, timestamp: number): string {
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: "Count" }));
  return JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: [{ Namespace: "Souk", Dimensions: [["stage"]], Metrics }] },
    stage,
    ...values,
  });
}
