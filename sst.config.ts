/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  async app(input) {
    const { appOf } = await import("./infra/stage");
    return appOf(input.stage);
  },
  async run() {
    // Function defaults reach only what is declared after them.
    await import("./infra/default");
    const { router } = await import("./infra/router");
    const { api } = await import("./infra/api");
    const { table } = await import("./infra/table");
    const { bus } = await import("./infra/bus");
    await import("./infra/relay");
    await import("./infra/shop");
    await import("./infra/catalog");
    await import("./infra/inventory");
    await import("./infra/search");
    await import("./infra/cart");
    await import("./infra/checkout");
    await import("./infra/order");
    await import("./infra/payment");
    await import("./infra/notification");
    await import("./infra/customer");
    await import("./infra/auth");
    await import("./infra/docs");
    await import("./infra/web");
    const { policy } = await import("./infra/stage");
    if (policy().watched) {
      await import("./infra/alarm");
      await import("./infra/dashboard");
    }
    return { site: router.url, api: api.url, table: table.name, bus: bus.name };
  },
});
