// Ports at which something other than a camera listens by long custom (IANA service names, makers' defaults). A camera may sit at any other;
// left out on purpose: what installers forward to cameras (80 to 90, 8000 to 8099, 9000) and the system's own range for outgoing connections.
const SERVICE_PORTS: ReadonlySet<number> = new Set([
  7, 9, 11, 13, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 67, 68, 69, 70, 79, 102, 109, 110, 111, 113, 115, 119, 123, 135, 137, 138, 139, 143, 161, 162, 179,
  194, 389, 427, 445, 464, 465, 500, 502, 512, 513, 514, 515, 530, 540, 543, 544, 548, 563, 587, 593, 601, 623, 631, 636, 646, 666, 691, 749, 853, 873, 902,
  989, 990, 992, 993, 994, 995, 1080, 1099, 1194, 1352, 1433, 1434, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2377, 2379, 2380, 2483, 2484, 3128, 3260, 3268,
  3269, 3306, 3389, 3690, 4190, 4369, 4500, 4505, 4506, 5060, 5061, 5222, 5269, 5353, 5355, 5432, 5433, 5601, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6000,
  6379, 6380, 6432, 6443, 6514, 6666, 6667, 6697, 7474, 7687, 8500, 8883, 9042, 9092, 9093, 9100, 9160, 9200, 9300, 9418, 10250, 10255, 10256, 11211, 15672,
  16379, 25672, 26257, 26379, 27017, 27018, 27019, 28015,
]);

/** Whether `port` belongs to a well-known service that is no camera, or is no TCP port at all. */
export function isServicePort(port: number): boolean {
  return !Number.isInteger(port) || port < 1 || port > 65_535 || SERVICE_PORTS.has(port);
}
