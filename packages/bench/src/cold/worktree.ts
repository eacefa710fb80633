import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";

/** Another version of the sources in `folder`, with the packages that are installed here and its own of the workspace. */
export function checkOut(root: string, ref: string, folder: string): () => void {
  const git = (...args: string[]) => execFileSync("git", ["-C", root, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  git("worktree", "add", "--quiet", "--detach", folder, ref);
  const modules = path.join(folder, "node_modules");
  mkdirSync(path.join(modules, "@souk"), { recursive: true });
  for (const name of readdirSync(path.join(root, "node_modules")))
    if (name !== "@souk") symlinkSync(path.join(root, "node_modules", name), path.join(modules, name));
  symlinkSync(path.join(root, ".sst"), path.join(folder, ".sst"));
  for (const name of readdirSync(path.join(folder, "packages"))) {
    symlinkSync(path.join(folder, "packages", name), path.join(modules, "@souk", name));
    const own = path.join(root, "packages", name, "node_modules");
    if (existsSync(own)) symlinkSync(own, path.join(folder, "packages", name, "node_modules"));
  }
  return () => git("worktree", "remove", "--force", folder);
}
