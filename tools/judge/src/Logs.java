import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;

/** Keeps what Flink logs at WARN and above, and nothing of it on the standard streams. */
final class Logs extends AbstractAppender {
    private final List<String> lines = new ArrayList<>();

    private Logs() {
        super("judge", null, null, true, Property.EMPTY_ARRAY);
    }

    static Logs install() {
        LoggerContext context = Configurator.initialize(new DefaultConfiguration());
        Logs logs = new Logs();
        logs.start();
        var root = context.getConfiguration().getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        root.addAppender(logs, Level.WARN, null);
        root.setLevel(Level.WARN);
        context.updateLoggers();
        return logs;
    }

    @Override
    public synchronized void append(LogEvent event) {
        String name = event.getLoggerName();
        String thrown = event.getThrown() == null ? "" : " (" + event.getThrown() + ")";
        lines.add(event.getLevel() + " " + name.substring(name.lastIndexOf('.') + 1) + " - "
                + event.getMessage().getFormattedMessage() + thrown);
    }

    synchronized List<String> take() {
        List<String> taken = new ArrayList<>(lines);
        lines.clear();
        return taken;
    }
}
