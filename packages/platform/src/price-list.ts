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

/** A month of what stands idle. https://aws.amazon.com/cloudwatch/pricing/, /sqs/, /secrets-manager/, /route53/, /waf/, /kms/, /vpc/ */
export const idlePrices = {
  alarmMetric: 0.1,
  dashboard: 3,
  hostedZone: 0.5,
  secret: 0.4,
  webAcl: 5,
  key: 1,
  natGateway: 38,
  /** 512 MB on arm64. */
  provisionedFunction: 4.5,
  /** 8,760 runs a month of a fifth of a second with 512 MB, ten reads each; the scheduler's own price is nothing. */
  job: 0.03,
  ownMetric: 0.3,
};
