/** What the issuer uses of OpenAuth, and of jose, which OpenAuth brings: loaded with the first request, scanned as text until then. */
export { issuer } from "@openauthjs/openauth/issuer";
export { DiscordProvider } from "@openauthjs/openauth/provider/discord";
export { GithubProvider } from "@openauthjs/openauth/provider/github";
export { GoogleProvider } from "@openauthjs/openauth/provider/google";
export { SignJWT } from "jose";
