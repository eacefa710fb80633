export * as Inventory from "./inventory.ts";
