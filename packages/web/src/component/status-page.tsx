import { Title } from "@solidjs/meta";
import { HttpStatusCode } from "@solidjs/start";
import { type JSX, Show } from "solid-js";
import type { Loaded } from "../server/loaded.ts";
import { currentLocale, type Shell } from "../server/shell.ts";
import { textOf } from "../i18n/text.ts";
import { brandOf } from "../brand.ts";
import { currentEvent } from "../server/visit.ts";
import { Picture } from "./picture.tsx";

interface Props {
  title: string;
  text: string;
  /** A picture of the shop's own; without one a small boat is drawn. */
  picture?: string | undefined;
  children?: JSX.Element;
  /** Where the page has a heading of its own. */
  below?: boolean;
}

/** A page with a message and a way on, for when there is nothing to show. */
export function Message(props: Props) {
  return (
    <div class="message stack">
      <Show when={props.picture} fallback={<Boat />}>
        {(src) => (
          <div class="message-picture">
            <Picture src={src()} alt="" of={props.title} sizes="(min-width: 40rem) 24rem, 100vw" ratio={[5, 4]} eager />
          </div>
        )}
      </Show>
      <Show when={props.below} fallback={<h1>{props.title}</h1>}>
        <h2>{props.title}</h2>
      </Show>
      <p class="lead">{props.text}</p>
      {props.children}
    </div>
  );
}

const Boat = () => (
  <svg class="message-art" viewBox="0 0 160 90" aria-hidden="true">
    <path d="M8 74q12-9 24 0t24 0 24 0 24 0 24 0 24 0" />
    <path d="M18 84q12-9 24 0t24 0 24 0 24 0 24 0" />
    <path d="M52 62h56l-9 14H62z" class="message-fill" />
    <path d="M79 12v50M79 16l25 34H79M75 24 56 50h19" />
  </svg>
);

/** These pages also stand where there is no shop around them. */
function ownBrand() {
  const shell = currentEvent().locals.shell as Loaded<Shell> | undefined;
  return shell?.state === "ready" ? brandOf(shell.data.shop.name) : undefined;
}

export function NotFound(props: { hint?: string }) {
  const text = textOf(currentLocale());
  return (
    <>
      <HttpStatusCode code={404} />
      <Title>{text.notFoundTitle}</Title>
      <Message title={text.notFoundTitle} text={text.notFound} picture={ownBrand()?.missing}>
        <Show when={props.hint}>
          <p>{props.hint}</p>
        </Show>
        <p>
          <a class="button" href="/">
            {text.continueShopping}
          </a>
        </p>
      </Message>
    </>
  );
}

/** Needs nothing of the shop: it also stands where the shop's name is not known. */
export function Broken(props: { requestId: string | undefined }) {
  const text = textOf(currentLocale());
  return (
    <>
      <HttpStatusCode code={503} />
      <Title>{text.brokenTitle}</Title>
      <Message title={text.brokenTitle} text={text.broken}>
        <p>
          <a class="button" href={new URL(currentEvent().request.url).pathname}>
            {text.again}
          </a>
        </p>
        <Show when={props.requestId}>
          <p class="fine">
            {text.reference}: <code>{props.requestId}</code>
          </p>
        </Show>
      </Message>
    </>
  );
}
