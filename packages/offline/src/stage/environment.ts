/** What functions sign requests with, and signed uploads are checked against. */
export const credentials = { accessKeyId: "offline", secretAccessKey: "offline" };

/** Points a function's unmodified AWS clients at this machine. */
export function functionEnvironment(urls: { services: string; database: string }): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: urls.services,
    AWS_ENDPOINT_URL_DYNAMODB: urls.database,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}
