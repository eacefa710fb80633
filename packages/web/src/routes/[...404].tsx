import { NotFound } from "../component/status-page.tsx";

export default function NotFoundRoute() {
  return <NotFound />;
}
