import { alarmRules } from "./alarm.ts";
import { eventRules } from "./event.ts";
import { functionRules } from "./function.ts";
import { linkRules } from "./link.ts";
import { nameRules } from "./name.ts";
import { permissionRules } from "./permission.ts";
import { queueRules } from "./queue.ts";
import { routeRules } from "./route.ts";
import type { Rule } from "./rule.ts";
import { storageRules } from "./storage.ts";

export const rules: Rule[] = [
  ...permissionRules,
  ...functionRules,
  ...queueRules,
  ...eventRules,
  ...storageRules,
  ...routeRules,
  ...linkRules,
  ...alarmRules,
  ...nameRules,
];
