// Plain JavaScript, since the sentence is for a Node that cannot read the rest.
const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `Souk needs Node 24, and this is ${process.version}: run \`npm install\`, then \`npm run dev\`, which brings its own.\n`,
  );
  process.exit(1);
}
await import("./main.ts");
