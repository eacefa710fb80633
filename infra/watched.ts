/** What alarms and the dashboard look at, by the name that CloudWatch knows it by. */
interface Watched {
  name: string;
  metricName: $util.Output<string>;
}

/** Whoever makes one of these adds it here: a new domain is watched from its first deployment. */
export const watched = {
  deadLetters: [] as Watched[],
  queues: [] as Watched[],
  /** Functions that read the table's stream. */
  streams: [] as Watched[],
  /** Functions that answer requests. */
  apis: [] as Watched[],
};
