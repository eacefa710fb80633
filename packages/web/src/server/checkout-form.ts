import type { Money } from "./money.ts";
import type { Problem } from "./problem.ts";

/** The fields that people fill in, all texts. */
export interface CheckoutForm {
  email: string;
  name: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
  shippingOptionId: string;
}

export type Field = keyof CheckoutForm;
export type FieldError = "required" | "email" | "invalid";
export type FieldErrors = Partial<Record<Field, FieldError>>;

const required: Field[] = ["email", "name", "line1", "postalCode", "city"];

export function readCheckout(form: Record<string, string>, country: string): CheckoutForm {
  const text = (name: Field) => form[name] ?? "";
  return {
    email: text("email"),
    name: text("name"),
    line1: text("line1"),
    line2: text("line2"),
    postalCode: text("postalCode"),
    city: text("city"),
    region: text("region"),
    country,
    shippingOptionId: text("shippingOptionId"),
  };
}

/** What can be said without asking the API, which has the last word. */
export function missingFields(values: CheckoutForm): FieldErrors {
  const errors: FieldErrors = Object.fromEntries(required.filter((name) => values[name] === "").map((name) => [name, "required"]));
  if (values.email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email)) errors.email = "email";
  return errors;
}

/** The API's issues by the field that they are about. */
export function fieldErrors({ issues = [] }: Pick<Problem, "issues">): FieldErrors {
  const fields = issues.map(({ path }) => path.split(".").at(-1) ?? "");
  const known: string[] = [...required, "line2", "region", "country", "shippingOptionId"];
  return Object.fromEntries(fields.filter((name) => known.includes(name)).map((name) => [name, name === "email" ? "email" : "invalid"]));
}

/** The total that the shopper saw when sending the form. */
export function expectedTotalOf(form: Record<string, string>): Money | undefined {
  const match = /^(\d{1,12})-([A-Z]{3})$/.exec(form.expectedTotal ?? "");
  return match ? { amount: Number(match[1]), currency: match[2] ?? "" } : undefined;
}

export const totalField = ({ amount, currency }: Money): string => `${amount}-${currency}`;
