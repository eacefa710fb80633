import type { Setting } from "./setting.ts";

/** Names that `infra/stage.ts` knows too: the two meet by them. */
export const topicName = ({ app }: Setting) => `${app}-alerts`;
export const boundaryName = ({ app }: Setting) => `${app}-boundary`;

export const topicArn = (setting: Setting) => `arn:aws:sns:${setting.region}:${setting.account}:${topicName(setting)}`;
export const boundaryArn = (setting: Setting) => `arn:aws:iam::${setting.account}:policy/${boundaryName(setting)}`;

/** ARNs of an account's resources in its region. */
export const arnIn =
  ({ region, account }: Setting) =>
  (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${account}:${resource}`;
