/** What a team sets for its own AWS account. The account here is one of AWS's documentation, so that synthesis needs no look-up. */
export interface Setting {
  app: string;
  account: string;
  region: string;
  /** Whose workflows may deploy, "owner/name". */
  repository: string;
  /** Told of what the chat would not say: that the chat itself fails. */
  email: string;
  /** Name of the SecureString that holds the chat's webhook URL: `aws ssm put-parameter --type SecureString …`. */
  webhookParameter: string;
  monthlyLimitUsd: number;
  /** The zone whose records stages with a domain write; without one, CI may write none. */
  hostedZoneId?: string;
  /** Given, the trail covers every account of the organization: deploy it in the management account. */
  organizationId?: string;
}

export const setting: Setting = {
  app: "souk",
  account: "111122223333",
  region: "eu-central-1",
  repository: "owner/souk",
  email: "operators@example.com",
  webhookParameter: "/souk/alert/webhook",
  monthlyLimitUsd: 100,
};
