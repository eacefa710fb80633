/**
 * A line of the API's access log. SST's own tells everything twice and is some 480 bytes: at three requests an order that is most of what an
 * order logs. The router's log knows the caller's browser; CloudWatch knows the time.
 */
export const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  method: "$context.httpMethod",
  path: "$context.path",
  status: "$context.status",
  ms: "$context.responseLatency",
  error: "$context.integrationErrorMessage",
  ip: "$context.identity.sourceIp",
});
