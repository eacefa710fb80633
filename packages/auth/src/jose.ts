/** What reads access tokens, loaded with the first of them. Named here, so that functions carry no more of it. */
export { createLocalJWKSet, errors, jwtVerify } from "jose";
