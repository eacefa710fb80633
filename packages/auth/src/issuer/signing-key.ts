import { createECDH, createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";

/** Order of the curve P-256 (SEC 2, section 2.4.2). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export interface SigningKey {
  /** The key's thumbprint (RFC 7638). */
  id: string;
  privateKey: KeyObject;
  privatePem: string;
  publicPem: string;
}

/**
 * The ES256 key that follows from a secret, by the method of extra random bits (FIPS 186-5, A.2.1). Every issuer that starts has the
 * same key, none is stored, and nobody who can read the table can sign.
 */
export function deriveSigningKey(secret: string): SigningKey {
  const wide = Buffer.from(hkdfSync("sha256", secret, "souk", "signing", 48));
  const scalar = (BigInt(`0x${wide.toString("hex")}`) % (order - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const privateKey = createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d: d.toString("base64url") }, format: "jwk" });
  const pem = (key: KeyObject, type: "pkcs8" | "spki") => key.export({ type, format: "pem" }).toString();
  return {
    id: createHash("sha256")
      .update(JSON.stringify({ crv: "P-256", kty: "EC", x, y }))
      .digest("base64url"),
    privateKey,
    privatePem: pem(privateKey, "pkcs8"),
    publicPem: pem(createPublicKey(privateKey), "spki"),
  };
}
