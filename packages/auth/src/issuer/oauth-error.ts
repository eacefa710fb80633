/** A refusal of the token endpoint, in the words of RFC 6749, section 5.2. Says no more than a client needs. */
export class OAuthRefusal extends Error {
  readonly code: "invalid_request" | "invalid_client" | "invalid_grant" | "unsupported_grant_type";
  constructor(code: OAuthRefusal["code"], message: string) {
    super(message);
    this.name = "OAuthRefusal";
    this.code = code;
  }
}

export const invalidGrant = () => new OAuthRefusal("invalid_grant", "It was used, it expired, or it is not this client's.");
