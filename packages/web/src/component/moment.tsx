import { useShell } from "./shell.tsx";

interface Props {
  at: string;
  /** The hour alone, for what is minutes away. */
  short?: boolean;
}

/** A point in time; the server knows no time zone but UTC, a script turns it into the reader's. */
export function Moment(props: Props) {
  const { locale } = useShell();
  const format = () =>
    new Intl.DateTimeFormat(locale, { ...(props.short ? {} : { dateStyle: "medium" }), timeStyle: "short", timeZone: "UTC" }).format(
      new Date(props.at),
    );
  return (
    <time datetime={props.at} class="moment" data-short={props.short ? "" : undefined}>
      {format()} UTC
    </time>
  );
}
