// SolidStart 2 does not read this file. SST's SolidStart component opens it to look for a base path, and stops when it is missing.
export {};
