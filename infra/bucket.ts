/** Files that are too large for a request's body, such as a big product import. */
export const uploads = new sst.aws.Bucket("Uploads", {});

/** The bucket's name alone: `Bucket`'s own link would grant `s3:*`. */
export const uploadsName = new sst.Linkable("UploadBucket", { properties: { name: uploads.name } });
