import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** Starts log4j 2 on a properties file, in a context of its own, and tells what came of it. */
final class Log4j {
    static void start(Map<String, byte[]> files, ObjectNode result) throws Exception {
        byte[] bytes = files.values().iterator().next();
        Listener listener = new Listener(result.putArray("errors"));
        StatusLogger.getLogger().registerListener(listener);
        try (LoggerContext context = new LoggerContext("judged")) {
            var source = new ConfigurationSource(new ByteArrayInputStream(bytes));
            Configuration configuration = new PropertiesConfigurationFactory().getConfiguration(context, source);
            context.start(configuration);
            result.put("rootLevel", String.valueOf(configuration.getRootLogger().getLevel()));
            ArrayNode appenders = result.putArray("rootAppenders");
            configuration.getRootLogger().getAppenders().keySet().forEach(name ->
                    appenders.add(name.replaceAll("-\\d+$", "")));
            ObjectNode loggers = result.putObject("loggers");
            new TreeMap<>(configuration.getLoggers()).forEach((name, logger) -> {
                if (!name.isEmpty()) loggers.put(name, String.valueOf(logger.getLevel()));
            });
        } finally {
            StatusLogger.getLogger().removeListener(listener);
        }
    }

    private record Listener(ArrayNode errors) implements StatusListener {
        @Override
        public void log(StatusData data) {
            String thrown = data.getThrowable() == null ? "" : " (" + data.getThrowable() + ")";
            errors.add(data.getLevel() + " " + data.getMessage().getFormattedMessage() + thrown);
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {}
    }

    private Log4j() {}
}
