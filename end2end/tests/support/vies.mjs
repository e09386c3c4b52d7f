// VIES for the browser tests: knows every number. usage: node vies.mjs HOST:PORT
import { createServer } from "node:http";

const [host, port] = process.argv[2].split(":");
createServer(async (request, response) => {
  if (request.method === "GET") return response.writeHead(204).end();
  let body = "";
  for await (const chunk of request) body += chunk;
  const { countryCode, vatNumber } = JSON.parse(body);
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({
    countryCode, vatNumber, valid: true, requestDate: new Date().toISOString(), requestIdentifier: "WAPIAAAAW1234567",
    name: "MUSTER WERKE GMBH", address: "Lange Gasse 3\n10115 Berlin",
  }));
}).listen(Number(port), host);
