import { api } from "./api";
import { issuer } from "./issuer";
import { router } from "./router";

/** The storefront. Its server is the only caller of the API besides staff and integrations. */
export const web = new sst.aws.SolidStart("Web", {
  path: "packages/web",
  link: [new sst.Linkable("ShopApiOrigin", { properties: { url: api.url } }), issuer],
  router: { instance: router },
  server: { architecture: "arm64", runtime: "nodejs24.x" },
  assets: {
    fileOptions: [
      // Hashed files never change under their name.
      { files: "_build/**", cacheControl: "public,max-age=31536000,immutable" },
      // Pictures do, seldom: browsers would ask about each of them on every page.
      { files: "demo/**", cacheControl: "public,max-age=86400" },
    ],
  },
});
