import { router } from "./router";

/** Files that are too large for a request's body, such as a big product import. */
export const uploads = new sst.aws.Bucket("Uploads", {});

/** The bucket's name alone: `Bucket`'s own link would grant `s3:*`. */
export const uploadsName = new sst.Linkable("UploadBucket", { properties: { name: uploads.name } });

/** Pictures that were fetched from elsewhere, under `media/`, named by their content. Nobody but the router's CloudFront reads them. */
export const media = new sst.aws.Bucket("Media", { access: "cloudfront" });
router.routeBucket("/media", media);

export const mediaName = new sst.Linkable("MediaBucket", { properties: { name: media.name } });
