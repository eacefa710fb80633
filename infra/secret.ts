/** The staff's key. `unset` opens nothing: staff routes answer 401 until `sst secret set StaffApiKey …`. */
export const staffApiKey = new sst.Secret("StaffApiKey", "unset");

/** Signs the tokens by which guests prove a cart or an order. A new value ends every token. */
export const tokenSecret = new sst.Secret("TokenSecret");
