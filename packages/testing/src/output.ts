/** What functions write on the output itself, a test's console says: vitest shows that of a test that fails, and no other. */
process.stdout.write = (chunk: string | Uint8Array) => {
  console.log((typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()).trimEnd());
  return true;
};
