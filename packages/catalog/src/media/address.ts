import { BlockList, isIP } from "node:net";

/** What of IPv4 is no public host: https://www.iana.org/assignments/iana-ipv4-special-registry */
const special4 = subnets("ipv4", [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  // Link-local; clouds answer there with a machine's credentials.
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);

/** All public hosts lie here: loopback, link-local, unique-local, mapped and translated addresses do not. */
const global6 = subnets("ipv6", ["2000::/3"]);

/** But these: https://www.iana.org/assignments/iana-ipv6-special-registry. Tunnels (Teredo, 6to4) lead to any IPv4 address. */
const special6 = subnets("ipv6", ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

function subnets(family: "ipv4" | "ipv6", ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

/** Whether an IP address belongs to a host of the public internet, and not to this network, this machine or its cloud. */
export function isPublic(address: string): boolean {
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (address.includes("%")) return false;
  if (isIP(address) === 4) return !special4.check(address, "ipv4");
  return isIP(address) === 6 && global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}
