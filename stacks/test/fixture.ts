import { Template } from "aws-cdk-lib/assertions";
import { createApp } from "../app.ts";

const { app: _app, ...stacks } = createApp();

/** The template of each stack, synthesized once. */
export const templates = Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, Template.fromStack(stack)])) as Record<
  keyof typeof stacks,
  Template
>;
