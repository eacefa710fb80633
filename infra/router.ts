import { policy } from "./stage";
import { visitor } from "./visitor";

/**
 * Headers by which CloudFront keeps answers apart, since it reads no `Vary`: whoever shows a credential is never given what a stranger was
 * told, nor the other way round. The API's are the first two, the site's is the last.
 */
const credentials = ["authorization", "souk-token", "souk-visitor"];

/** Errors that CloudFront would give to whoever asks for ten seconds, whatever their answer says: a page of somebody's is one too. */
const errors = [404, 414, 500, 501, 502, 503, 504];

/** One CloudFront distribution per stage: `/` is the site, `/v1/*` the API. */
export const router = new sst.aws.Router("Router", {
  domain: policy().domain,
  edge: { viewerRequest: { injection: visitor } },
  transform: {
    cdn: (args) => {
      args.customErrorResponses = errors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
    },
    cachePolicy: (args) => {
      args.parametersInCacheKeyAndForwardedToOrigin = $output(args.parametersInCacheKeyAndForwardedToOrigin).apply((key) => ({
        ...key,
        headersConfig: { headerBehavior: "whitelist", headers: { items: [...(key.headersConfig.headers?.items ?? []), ...credentials] } },
      }));
    },
  },
});
