import { allow, type Scope } from "./statement.ts";

const bucket = "arn:aws:s3:::sst-state-*";

/** What SST keeps of a stage: its state, lock, secrets and history, under `<kind>/<app>/<stage>`. A pull request's stage is one of many. */
const kept = (app: string, stage: string) =>
  stage.endsWith("*") ? [`${bucket}/*/${app}/${stage}`] : [`${bucket}/*/${app}/${stage}.json`, `${bucket}/*/${app}/${stage}/*`];

/**
 * SST's own: a stage's state is its alone, since it holds the stage's secrets, as does the passphrase that opens it. Buckets and the
 * parameter that names them are made by whoever first runs SST in the account, with an administrator's rights.
 */
export const sst = ({ arn, setting: { app } }: Pick<Scope, "arn" | "setting">, stages: string[]) => [
  allow("SstBuckets", "s3", ["ListBucket", "GetBucket*"], ["arn:aws:s3:::sst-asset-*", bucket]),
  allow(
    "SstState",
    "s3",
    ["GetObject", "PutObject", "DeleteObject"],
    stages.flatMap((stage) => kept(app, stage)),
  ),
  // Values for every stage that has none of its own.
  allow("SstFallback", "s3", ["GetObject"], [`${bucket}/secret/${app}/_fallback.json`]),
  allow(
    "SstBootstrap",
    "ssm",
    ["GetParameter"],
    [arn("ssm", "parameter/sst/bootstrap"), arn("ssm", `parameter/sst/passphrase/${app}/_fallback`)],
  ),
  allow(
    "SstPassphrase",
    "ssm",
    ["GetParameter"],
    stages.map((stage) => arn("ssm", `parameter/sst/passphrase/${app}/${stage}`)),
  ),
  allow("Self", "sts", ["GetCallerIdentity"], ["*"]),
];

/** Which commit is live: deploy.yml reads and writes it. */
const live = ({ arn, stage, setting: { app } }: Scope) =>
  allow("Live", "ssm", ["GetParameter", "GetParameters", "PutParameter"], [arn("ssm", `parameter/${app}/live/${stage}`)]);

/** What a deployment of one stage does with what SST keeps. */
export const ownState = (scope: Scope) => {
  const { arn, stage, setting } = scope;
  const passphrase = [arn("ssm", `parameter/sst/passphrase/${setting.app}/${stage}`)];
  return [
    ...sst(scope, [stage]),
    live(scope),
    allow("SstDraw", "ssm", ["PutParameter", "DeleteParameter", "AddTagsToResource"], passphrase),
    // A function's code, named by its content.
    allow("SstAsset", "s3", ["GetObject", "PutObject", "DeleteObject"], ["arn:aws:s3:::sst-asset-*/*"]),
    // Only what `purge` of infra/stage.ts wipes.
    ...(stage.endsWith("*")
      ? [
          allow("SstPurge", "s3", ["DeleteObjectVersion"], kept(setting.app, stage)),
          allow("SstVersions", "s3", ["ListBucketVersions"], [bucket]),
        ]
      : []),
  ];
};
