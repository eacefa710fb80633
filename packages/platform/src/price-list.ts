/**
 * What AWS charges, in US dollars before free tiers: the one home of prices in this repository. Public prices of November 2026. What is
 * used is at the price of N. Virginia, in which the budgets were reckoned; what stands idle is at Frankfurt's, where the stages are.
 */
export const priceListDate = "2026-11";

/** Of use. https://aws.amazon.com/dynamodb/pricing/on-demand/, /api-gateway/, /lambda/, /eventbridge/, /sqs/, /cloudwatch/, /ec2/pricing/on-demand/, /ses/ */
export const usePrices = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  apiRequest: 1 / 1e6,
  invocation: 0.2 / 1e6,
  gigabyteSecondArm: 1.33334e-5,
  event: 1 / 1e6,
  queueRequest: 0.4 / 1e6,
  logGigabyte: 0.5,
  outGigabyte: 0.09,
  mail: 0.1 / 1000,
};

/**
 * A month of what stands idle, each with where its price is told. Frankfurt has N. Virginia's for all of them. They were compared with
 * the pages named here and with others' breakdowns of them on the day of `idlePricesChecked`.
 */
export const idlePricesChecked = "2026-11-21";
export const idlePrices = {
  alarmMetric: { usd: 0.1, source: "https://aws.amazon.com/cloudwatch/pricing/" },
  dashboard: { usd: 3, source: "https://aws.amazon.com/cloudwatch/pricing/" },
  // Lambda polls a queue with at least five long polls at once, each of 20 s, in a month of 730 h, also one where nothing lies.
  polledQueue: { usd: ((5 * 3600 * 730) / 20) * usePrices.queueRequest, source: "https://aws.amazon.com/sqs/pricing/" },
  // One call of the scheduler and of the function, a fifth of a second of 512 MB on arm64, ten reads.
  scheduledRun: {
    usd: 1 / 1e6 + usePrices.invocation + 0.1 * usePrices.gigabyteSecondArm + 10 * usePrices.readUnit,
    source: "https://aws.amazon.com/eventbridge/pricing/, /lambda/pricing/ and /dynamodb/pricing/",
  },
  ownMetric: { usd: 0.3, source: "https://aws.amazon.com/cloudwatch/pricing/" },
  hostedZone: { usd: 0.5, source: "https://aws.amazon.com/route53/pricing/" },
  secret: { usd: 0.4, source: "https://aws.amazon.com/secrets-manager/pricing/" },
  webAcl: { usd: 5, source: "https://aws.amazon.com/waf/pricing/" },
  key: { usd: 1, source: "https://aws.amazon.com/kms/pricing/" },
} as const;
