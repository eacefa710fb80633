import { lambda } from "@souk/core/http/lambda";
import { createSandbox } from "./app.ts";
import { deployedParts } from "./runtime.ts";

export const handler = lambda(createSandbox(deployedParts()).fetch);
