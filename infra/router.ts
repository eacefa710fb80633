import { policy } from "./stage";

/** One CloudFront distribution per stage: `/` is the site, `/v1/*` the API. */
export const router = new sst.aws.Router("Router", { domain: policy().domain });
