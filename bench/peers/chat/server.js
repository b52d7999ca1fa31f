// The chat that a team writes in a week: one INSERT, committed, before delivery and ack.
// Arguments: port to listen on, port of PostgreSQL.
const { Server } = require('socket.io');
const { Pool } = require('pg');

const pool = new Pool({ host: '127.0.0.1', port: Number(process.argv[3]), user: 'peers', database: 'peers', max: 20 });
const insert = {
  name: 'insert',
  text: 'INSERT INTO chat_message (conversation, content) VALUES ($1, $2) RETURNING id, created_at',
};

const io = new Server(Number(process.argv[2]), { transports: ['websocket'] });
io.on('connection', (socket) => {
  const token = socket.handshake.auth.token; // "a3" is the agent of shop 3, "v3" one of its visitors
  const shop = 'shop-' + token.slice(1);
  if (token.startsWith('a')) socket.join(shop);
  socket.on('post', async (message, ack) => {
    try {
      const { rows } = await pool.query({ ...insert, values: [message.conversation, message.content] });
      const saved = { id: rows[0].id, at: rows[0].created_at, conversation: message.conversation, content: message.content };
      io.to(shop).emit('message', saved);
      ack({ id: saved.id });
    } catch (e) {
      ack({ error: String(e) });
    }
  });
});
console.log('ready');
