package dev.parley.peers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One Kafka broker (KRaft), one partition, {@code acks=all}. With {@code flush.messages=1} the
 * broker forces each batch before it answers; without, what it answers is in the page cache alone.
 */
final class KafkaPeer implements Peer {
    private final boolean flush;
    private final String topic;
    private final Producer<byte[], byte[]> producer;

    KafkaPeer(int port, boolean flush, String turn) throws Exception {
        this.flush = flush;
        this.topic = (flush ? "flushed-" : "cached-") + turn;
        String servers = "127.0.0.1:" + port;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            Map<String, String> settings = flush ? Map.of("flush.messages", "1") : Map.of();
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", "0"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @Override
    public boolean durable() {
        return flush;
    }

    @Override
    public String label() {
        return flush ? "acks=all, flush.messages=1" : "acks=all, page cache only";
    }

    @Override
    public String how(int inFlight) {
        return "one producer, linger.ms=0, so many sends without an answer";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        Window window = new Window(inFlight, taken);
        byte[] content = new byte[BYTES];
        window.run(
                sent -> {
                    Future<?> _ =
                            producer.send(
                                    new ProducerRecord<>(topic, content),
                                    (_, failure) -> {
                                        if (failure == null) {
                                            window.acknowledged(sent);
                                        }
                                    });
                },
                end);
    }

    @Override
    public void close() {
        producer.close();
    }
}
