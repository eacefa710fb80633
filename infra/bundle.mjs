/**
 * esbuild plugins for every function, here and on AWS.
 * `slim-zod` keeps only the English messages (260 KB less); `slim-dynamodb` gives ElectroDB the lean client's commands
 * instead of the AWS SDK (390 KB less).
 */
import path from "node:path";

const commands = path.resolve(import.meta.dirname, "../packages/core/src/dynamo/command.ts");

const slimZod = {
  name: "slim-zod",
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/locales\/[^/]+\.(js|cjs)$/ }, (args) =>
      /\/(en|index)\.c?js$/.test(args.path)
        ? undefined
        : { contents: "export default () => ({ localeError: () => undefined });", loader: "js" },
    );
    build.onLoad({ filter: /zod\/v4\/locales\/index\.(js|cjs)$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
      loader: "js",
    }));
  },
};

const slimDynamo = {
  name: "slim-dynamodb",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/(lib-dynamodb|client-dynamodb|util-dynamodb)$/ }, () => ({ path: commands }));
  },
};

export default [slimZod, slimDynamo];
