import { handle } from "hono/aws-lambda";
import { createSandbox } from "./app.ts";
import { deployedParts } from "./runtime.ts";

export const handler = handle(createSandbox(deployedParts()));
