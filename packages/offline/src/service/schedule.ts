/** The first time strictly after the given one, in milliseconds since the epoch; undefined when there is none. */
export type Schedule = (after: number) => number | undefined;

const minute = 60_000;
const day = 86_400_000;
const units: Record<string, number> = { minute, hour: 60 * minute, day };
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const lastYear = 2199;
/** 29 February on one weekday comes back within 40 years, over 2100 too. */
const searchedDays = 41 * 366;

/**
 * `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2027-01-01T00:00:00)`, all in UTC; throws what EventBridge refuses.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string): Schedule {
  const [, kind, text] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === "rate" && text) return rate(text);
  if (kind === "cron" && text) return cron(text.trim().split(/\s+/));
  if (kind === "at" && text) return once(text);
  throw new Error(`"${expression}" is neither rate(...) nor cron(...) nor at(...)`);
}

function rate(text: string): Schedule {
  const [, digits = "", unit = "", plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const length = units[unit];
  const value = Number(digits);
  if (!length || value < 1) throw new Error(`rate(${text}) needs a positive number and minutes, hours or days`);
  if ((value === 1) !== (plural === "")) throw new Error(`rate(${text}): the unit is singular for 1 and plural for more`);
  return (after) => after + value * length;
}

function once(text: string): Schedule {
  const at = Date.parse(`${text}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) || Number.isNaN(at)) throw new Error(`at(${text}) needs yyyy-mm-ddThh:mm:ss`);
  return (after) => (at > after ? at : undefined);
}

function cron(fields: string[]): Schedule {
  if (fields.length !== 6) throw new Error("cron(...) has six fields: minutes hours day-of-month month day-of-week year");
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) throw new Error("Exactly one of day-of-month and day-of-week is ?");
  const inMinutes = [...numbers(minutes, 0, 59)].sort((left, right) => left - right);
  const inHours = [...numbers(hours, 0, 23)].sort((left, right) => left - right);
  const inMonths = numbers(month, 1, 12, months);
  const inYears = numbers(year, 1970, lastYear);
  const dayMatches = dayOfWeek === "?" ? matchDayOfMonth(dayOfMonth) : matchDayOfWeek(dayOfWeek);

  return (after) => {
    const start = Math.floor(after / minute) * minute + minute;
    const firstDay = Math.max(Math.floor(start / day) * day, Date.UTC(Math.min(...inYears), 0, 1));
    for (let count = 0; count < searchedDays; count++) {
      const date = new Date(firstDay + count * day);
      if (date.getUTCFullYear() > lastYear) return undefined;
      if (!inYears.has(date.getUTCFullYear()) || !inMonths.has(date.getUTCMonth() + 1) || !dayMatches(date)) continue;
      for (const hour of inHours)
        for (const at of inMinutes) {
          const candidate = date.getTime() + (hour * 60 + at) * minute;
          if (candidate >= start) return candidate;
        }
    }
    return undefined;
  };
}

/** "*", "5", "1-5", "0/15", "MON-FRI" and lists of them. */
function numbers(field: string, low: number, high: number, names: string[] = []): Set<number> {
  const result = new Set<number>();
  for (const part of field.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from, to] = range === "*" ? [low, high] : range.split("-").map((text) => number(text, low, names));
    const end = to ?? (step ? high : from);
    if (from === undefined || end === undefined || !(from >= low && end <= high && from <= end) || step === "0")
      throw new Error(`"${field}" is not a field of cron between ${low} and ${high}`);
    for (let value = from; value <= end; value += Number(step ?? 1)) result.add(value);
  }
  return result;
}

function number(text: string, low: number, names: string[]): number {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return low + named;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

type DayTest = (date: Date) => boolean;
const lastOf = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

/** "L" is the last day, "15W" the weekday nearest to the 15th in the same month. */
function matchDayOfMonth(field: string): DayTest {
  if (field === "L") return (date) => date.getUTCDate() === lastOf(date);
  const [, near] = /^(\d+)W$/.exec(field) ?? [];
  if (near) return (date) => date.getUTCDate() === nearestWeekday(date, Math.min(Number(near), lastOf(date)));
  const days = numbers(field, 1, 31);
  return (date) => days.has(date.getUTCDate());
}

function nearestWeekday(date: Date, wanted: number): number {
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 0) return wanted === lastOf(date) ? wanted - 2 : wanted + 1;
  return wanted;
}

/** 1 is Sunday; "L" is Saturday, "6L" the month's last Friday, "2#1" its first Monday. */
function matchDayOfWeek(field: string): DayTest {
  const weekday = (date: Date) => date.getUTCDay() + 1;
  if (field === "L") return (date) => weekday(date) === 7;
  const [, last, nth, place] = /^(?:(\w+)L|(\w+)#([1-5]))$/.exec(field) ?? [];
  const [only] = last || nth ? numbers(last ?? nth ?? "", 1, 7, weekdays) : [];
  if (last) return (date) => weekday(date) === only && date.getUTCDate() + 7 > lastOf(date);
  if (nth) return (date) => weekday(date) === only && Math.ceil(date.getUTCDate() / 7) === Number(place);
  const days = numbers(field, 1, 7, weekdays);
  return (date) => days.has(weekday(date));
}
