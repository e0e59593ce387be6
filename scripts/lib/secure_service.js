// A service of HTTP/2 and HTTP/1.1 over TLS that answers every request well, after half a second; for trials.
//   node scripts/lib/secure_service.js FOLDER [goaway|cut]   (with key.pem and certificate.pem; prints its port)
// With `goaway` it takes leave of the connection at every 50th request, six times: what it has begun with is answered, the
// next is not taken. With `cut` it ends the connection with all that is in flight, which it has billed.
const http2 = require("http2");
const fs = require("fs");

const [folder, leave] = process.argv.slice(2);
let asked = 0;
let goodbyes = 0;
const model = "qwen/qwen2.5-vl-72b-instruct";
const catalogue = {
  data: [{
    id: model, context_length: 32000,
    architecture: { input_modalities: ["text", "image"], output_modalities: ["text"] },
    pricing: { prompt: "0.0000005", completion: "0.0000005" }, supported_parameters: ["structured_outputs"],
  }],
};
const record = JSON.stringify({ catalogNumber: { value: "019121", confidence: 0.9 } });
const answer = {
  id: "g", model, usage: { cost: 0.0036 },
  choices: [{ index: 0, message: { role: "assistant", content: record }, finish_reason: "stop" }],
};

const server = http2.createSecureServer({
  key: fs.readFileSync(folder + "/key.pem"), cert: fs.readFileSync(folder + "/certificate.pem"), allowHTTP1: true,
});
server.on("request", (request, response) => {
  const send = (body) => { response.setHeader("content-type", "application/json"); response.end(JSON.stringify(body)); };
  request.on("error", () => {});
  const { session, id } = request.stream || { session: {}, id: 0 };
  session.highest = Math.max(session.highest || 0, id);
  let received = 0;
  request.on("data", (piece) => { received += piece.length; });
  request.on("end", () => {
    // A connection that was cut ends what was still coming, too: nobody is billed for that.
    if (received < Number(request.headers["content-length"] || 0)) return;
    if (request.url.endsWith("/models")) return send(catalogue);
    const usage = (asked * 36) / 10000;
    if (request.method === "GET") return send({ data: { limit: 15, limit_remaining: 15 - usage, usage } });
    // What comes behind the last that it has begun with is not begun with.
    if (session.last < id) return;
    asked += 1;
    setTimeout(() => send(answer), 500);
    if (!leave || asked % 50 !== 0 || goodbyes === 6) return;
    goodbyes += 1;
    console.log("goodbye");
    if (leave === "cut") return session.destroy();
    session.last = session.highest;
    session.goaway(http2.constants.NGHTTP2_NO_ERROR, session.last);
    session.close();
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
