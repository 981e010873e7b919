import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.BootstrapTools;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.heartbeat.HeartbeatServices;
import org.apache.flink.runtime.resourcemanager.WorkerResourceSpec;
import org.apache.flink.runtime.resourcemanager.slotmanager.SlotManagerConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What the processes of a cluster check before they start, each check as the process itself calls it. */
final class Cluster {
    static void heartbeat(Configuration configuration, ObjectNode result) {
        result.put("services", HeartbeatServices.fromConfiguration(configuration).getClass().getSimpleName());
    }

    static void session(Configuration configuration, ObjectNode result) {
        result.put("entrypoint", new StandaloneSessionClusterEntrypoint(configuration).getClass().getSimpleName());
    }

    /** As the ResourceManager of YARN and of native Kubernetes; that of a standalone cluster drops the limits before. */
    static void slotManager(Configuration configuration, ObjectNode result) throws Exception {
        var worker = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        var spec = WorkerResourceSpec.fromTaskExecutorProcessSpec(worker);
        result.put("slots", SlotManagerConfiguration.fromConfiguration(configuration, spec).getMaxSlotNum());
    }

    /** Hands the configuration on as the clients of YARN and of Kubernetes do, and reads what then arrives. */
    static void write(Configuration configuration, Path work, ObjectNode result) throws Exception {
        BootstrapTools.writeConfiguration(configuration, work.resolve("config.yaml").toFile());
        Set<String> lost = new TreeSet<>(configuration.keySet());
        lost.removeAll(GlobalConfiguration.loadConfiguration(work.toString()).keySet());
        result.put("lost", String.join(", ", lost));
    }

    private Cluster() {}
}
